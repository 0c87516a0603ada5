File::~File() {
    if (!close())
        throw Error("close"); // finding
    if (!remove()) {
        throw Error("remove"); // finding
    }
}

class Lock {
public:
    ~Lock() { throw Error("lock"); } // finding
};

class Scope {
public:
    ~Scope() noexcept(false) { throw Error("scope"); }
    void leave() { throw Error("scope"); }
};

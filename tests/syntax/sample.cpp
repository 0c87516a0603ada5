// A store of sessions, and what guards it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include "session.hpp"

#define SESSION_LIMIT 64
#define CHECKED(condition) \
    do { if (!(condition)) throw std::logic_error(#condition); } while (0)

namespace wye::store {

using Clock = std::chrono::steady_clock;
typedef std::map<std::string, int> Counts;

/// How long an entry is kept.
enum class Lifetime : int { Short, Long };

/**
 * What can be written as text.
 */
template <typename T>
concept Printable = requires(T value, std::ostream &out) { out << value; };

class Full : public std::runtime_error {
public:
    explicit Full(size_t limit) : std::runtime_error("full"), limit_(limit) {}
    Full(const Full &) = default;
    ~Full() override { count--; }
    [[nodiscard]] size_t limit() const noexcept { return limit_; }
    bool operator==(const Full &other) const { return limit_ == other.limit_; }
    explicit operator bool() const { return limit_ > 0; }

    static inline int count = 0;

private:
    size_t limit_;
};

template <Printable Key, typename Value>
class Store {
public:
    struct Entry {
        Value value;
        Lifetime lifetime = Lifetime::Short;
    };
    union Slot {
        Entry *entry;
        size_t next;
    };

    // Looks a key up under the lock.
    const Value *find(const Key &key) const;
    template <typename Visitor>
    void each(Visitor &&visit) {
        for (auto &[key, entry] : entries_) {
            if (entry.lifetime == Lifetime::Long)
                visit(key, entry.value);
        }
    }

private:
    mutable std::mutex mutex_;
    std::map<Key, Entry> entries_;
};

template <Printable Key, typename Value>
const Value *Store<Key, Value>::find(const Key &key) const {
    std::lock_guard<std::mutex> lock{mutex_};
    auto found = entries_.find(key);
    if (found == entries_.end()) {
        std::cerr << "no " << key << '\n';
        return nullptr;
    } else {
        return &found->second.value;
    }
}

auto shorter = [](const std::string &a, const std::string &b) { return a.size() < b.size(); };

namespace {

// Zero for what cannot be read.
int port_of(std::string_view text, int &errors) try {
    int port = std::stoi(std::string(text));
    CHECKED(port > 0);
    return port;
} catch (const std::exception &error) {
    errors++;
    return 0;
}

} // namespace

Session::Session(std::unique_ptr<Store<std::string, int>> store) : store_(std::move(store)) {}

Session::~Session() = default;

std::string &Session::password() {
    if (!store_)
        throw Full(SESSION_LIMIT);
    return password_;
}

Task<int> Session::next() {
    while (auto row = co_await read())
        co_yield row->value;
    co_return 0;
}

extern "C" int session_count(void) {
    return Full::count;
}

} // namespace wye::store

TEST(Session, KeepsItsPassword) {
    EXPECT_EQ(Session(nullptr).password(), "");
}

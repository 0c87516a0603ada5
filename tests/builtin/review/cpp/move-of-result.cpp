std::vector<int> numbers() {
    std::vector<int> all = read();
    return std::move(all); // finding
}

std::vector<int> again() {
    std::vector<int> all;
    all.push_back(1);
    return all;
}

std::unique_ptr<Shape> shape() {
    auto circle = std::make_unique<Circle>();
    return std::move(circle);
}

std::string take(std::string &&name) {
    return std::move(name);
}

std::string Row::take() {
    return std::move(name_);
}

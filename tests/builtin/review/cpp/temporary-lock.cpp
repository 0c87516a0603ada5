void f(std::mutex &m) {
    std::lock_guard<std::mutex>(m); // finding
    std::unique_lock<std::mutex>{m};
    std::lock_guard<std::mutex> lock(m);
    const std::scoped_lock<std::mutex> both(m);
    locked(std::unique_lock<std::mutex>(m));
}

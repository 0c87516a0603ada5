void f(std::vector<int> &rows) {
    rows.empty(); // finding
    this->rows_->empty(); // finding
    rows.clear();
    if (rows.empty())
        return;
    rows.empty(1);
}

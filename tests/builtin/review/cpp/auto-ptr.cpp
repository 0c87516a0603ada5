std::auto_ptr<Row> row(new Row); // finding
std::unique_ptr<Row> other(new Row);

void f(std::auto_ptr<Row> taken); // finding
void g(const auto_pointer &p);

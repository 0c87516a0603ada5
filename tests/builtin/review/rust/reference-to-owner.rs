fn f(rows: &Vec<Row>) -> usize { // finding
    rows.len()
}

fn g<'a>(name: &'a String, count: usize) -> &'a str { // finding
    name
}

fn h(name: &str, rows: &[Row], own: String, all: &mut Vec<Row>, map: &HashMap<u8, Row>) {}

impl Visitor for Printer {
    fn visit(&self, name: &String) {}
}

impl Printer {
    fn print(&self, name: &String) {} // finding
}

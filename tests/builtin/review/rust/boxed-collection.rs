struct Row {
    names: Box<Vec<String>>, // finding
    text: Box<String>, // finding
    parts: Box<[u8]>,
    error: Box<dyn std::error::Error>,
    next: Option<Box<Row>>,
    all: Vec<Box<Row>>,
}

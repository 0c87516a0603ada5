static mut COUNT: usize = 0; // finding
pub static mut NAMES: Vec<String> = Vec::new(); // finding
static LIMIT: usize = 3;
static SHARED: Mutex<usize> = Mutex::new(0);

fn f() {
    let mut count = 0;
    static mut LAST: u8 = 0; // finding
    count += 1;
}

extern "C" {
    static mut environ: *const *const c_char;
}

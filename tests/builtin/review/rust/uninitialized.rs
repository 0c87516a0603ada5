fn f() {
    let a: [u8; 4] = unsafe { std::mem::uninitialized() }; // finding
    let b = unsafe { mem::uninitialized::<Row>() }; // finding
    let c = MaybeUninit::<Row>::uninit();
}

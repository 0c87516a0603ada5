fn f(name: &str) {
    Command::new("sh").arg("-c").arg(format!("rm {}", name)).status(); // finding
    std::process::Command::new("/bin/bash")
        .arg("-c")
        .arg(name) // finding
        .spawn();
    Command::new("sh").arg("-c").arg("ls | wc -l").status();
    Command::new("sh").arg("-c").arg(SCRIPT).status();
    Command::new("rm").arg(name).status();
    Command::new("sh").arg(name).status();
}

async fn wait(rows: &[Row]) {
    std::thread::sleep(Duration::from_secs(1)); // finding
    for row in rows {
        thread::sleep(row.pause); // finding
        tokio::time::sleep(row.pause).await;
    }
}

fn blocks() {
    std::thread::sleep(Duration::from_secs(1));
}

async fn elsewhere() {
    tokio::task::spawn_blocking(|| {
        std::thread::sleep(Duration::from_secs(1));
    })
    .await;
}

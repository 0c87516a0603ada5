async fn f(store: &Store) -> Result<(), Error> {
    let mut rows = store.rows.lock().unwrap();
    rows.push(fetch().await?);
    save(&rows).await?; // finding
    Ok(())
}

async fn g(store: &Store) {
    let rows = store.rows.read().expect("never poisoned");
    let count = rows.len();
    drop(rows);
    save(count).await;
}

async fn h(store: &Store) {
    let rows = store.rows.lock().await;
    save(&rows).await;
    let count = store.rows.lock().unwrap().len();
    save(count).await;
}

async fn k(store: &Store) {
    let row = {
        let rows = store.rows.lock().unwrap();
        rows.first().cloned()
    };
    save(row).await;
}

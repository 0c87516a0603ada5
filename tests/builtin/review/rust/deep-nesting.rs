fn deep(rows: &[Row]) {
    for row in rows {
        if row.open {
            match row.kind {
                Kind::A => loop {
                    if row.ready { // finding
                        row.step();
                    }
                    while row.next() { // beside the one that was told
                        if row.last {
                            row.step();
                        }
                    }
                },
                _ => {}
            }
        }
    }
}

fn chain(kind: u32) -> u32 {
    if kind == 1 {
        1
    } else if kind == 2 {
        2
    } else if kind == 3 {
        3
    } else if kind == 4 {
        4
    } else if kind == 5 {
        5
    } else {
        6
    }
}

fn inner(rows: &[Row]) {
    for row in rows {
        if row.open {
            while row.next() {
                row.each(|part| {
                    if part.open {
                        for item in part.items {
                            log(item);
                        }
                    }
                });
            }
        }
    }
}

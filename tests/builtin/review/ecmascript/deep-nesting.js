function f(rows, b) {
  for (const row of rows) {
    if (row.open) {
      while (b) {
        switch (b) {
          case 1:
            if (row.ready) { // finding
              if (b) b--;
            } else if (b > 3) {
              b = 0;
            }
            row.each((part) => {
              if (part) b--;
            });
            try { // beside the one that was told
              b--;
            } finally {
              row.close();
            }
        }
      }
    }
  }
  return b;
}

function chain(a) {
  if (a === 1) return 2;
  else if (a === 2) return 3;
  else if (a === 3) return 4;
  else if (a === 4) return 5;
  else if (a === 5) return 6;
  return 0;
}

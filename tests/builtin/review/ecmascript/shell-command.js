import { exec, execFile, execSync } from 'node:child_process';

function f(name, regex, db) {
  exec(`rm ${name}`); // finding
  execSync('rm ' + name); // finding
  execSync('rm -rf build');
  execFile('rm', [name]);
  regex.exec(`a ${name}`);
  db.exec(`CREATE TABLE ${name} (id)`);
  exec(name);
}

// Plays the *.test.mjs files of a folder with Node's own runner, one after the other, and ends
// with the count that tests/run.sh adds up.
import { run } from "node:test";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = process.argv[2];
const files = readdirSync(folder)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => resolve(join(folder, name)));
let passed = 0;
let failed = 0;
const isLeaf = (data) => data.details?.type !== "suite" && data.name !== data.file;
const stream = run({ files, concurrency: 1, timeout: 600_000 });
stream.on("test:pass", (data) => {
    if (isLeaf(data)) passed++;
});
stream.on("test:fail", (data) => {
    failed++;
    const error = data.details?.error;
    console.log(`FAIL ${data.name}\n${error?.cause?.stack ?? error?.stack ?? error}`);
});
stream.on("test:stdout", (data) => process.stdout.write(data.message));
stream.on("test:stderr", (data) => process.stderr.write(data.message));
stream.on("end", () => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
});

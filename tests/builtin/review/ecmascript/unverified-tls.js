const agent = new https.Agent({
  rejectUnauthorized: false, // finding
});
const other = new https.Agent({ rejectUnauthorized: true, ca });

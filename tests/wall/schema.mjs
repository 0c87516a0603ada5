// What the vendors demand of a JSON Schema for native structured output. Each check returns a
// sentence as the vendor words it, or null.

// Keywords that Anthropic's structured output refuses.
const refusedByAnthropic = [
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength',
  'maxLength', 'maxItems', 'uniqueItems', 'oneOf', 'not', 'if',
];

function* subschemas(schema, path = '') {
  if (typeof schema !== 'object' || schema === null) return;
  yield [schema, path];
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    yield* subschemas(child, `${path}/properties/${name}`);
  for (const key of ['items', 'additionalProperties'])
    yield* subschemas(schema[key], `${path}/${key}`);
  for (const key of ['anyOf', 'allOf', 'oneOf'])
    for (const [at, child] of (schema[key] ?? []).entries())
      yield* subschemas(child, `${path}/${key}/${at}`);
  for (const [name, child] of Object.entries(schema.$defs ?? {}))
    yield* subschemas(child, `${path}/$defs/${name}`);
}

const isObjectSchema = (schema) => [schema.type].flat().includes('object');

export function checkAnthropicSchema(root) {
  for (const [schema, path] of subschemas(root)) {
    const where = `output_config.format.schema${path.replaceAll('/', '.')}`;
    if (isObjectSchema(schema) && schema.additionalProperties !== false)
      return `${where}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
    const refused = refusedByAnthropic.find((key) => key in schema);
    if (refused)
      return `${where}: For '${schema.type}' type, property '${refused}' is not supported`;
  }
  return null;
}

export function checkOpenAISchema(name, root) {
  const complain = (path, what) =>
    `Invalid schema for response_format '${name}': In context=(${path || '/'}), ${what}`;
  if (root?.type !== 'object') return complain('', "schema must have type 'object'");
  for (const [schema, path] of subschemas(root)) {
    if (!isObjectSchema(schema)) continue;
    if (schema.additionalProperties !== false)
      return complain(path, "'additionalProperties' is required to be supplied and to be false.");
    const missing = Object.keys(schema.properties ?? {}).find(
      (key) => !(schema.required ?? []).includes(key));
    if (missing)
      return complain(path, "'required' is required to be supplied and to be an array including " +
        `every key in properties. Missing '${missing}'.`);
  }
  return null;
}

// The wire dialects that tests run through, one row each: what it is called, how the wall speaks
// it, and how a provider and a model of it are configured. A new dialect is a row here, and every
// test that is held per dialect runs it. It knows no fault and no action.

import { wallProviders } from './place.mjs';

const model = { id: 'wall-1', context_tokens: 131072, output_tokens: 16384,
  structured_output: true, price: { input: 1, output: 4 } };

// name: as in the configuration. wallName: whose queue answers, for wall.script(). provider(wall)
// and model: the configuration of `tested`. outcomes: where the dialect says a fault in its own
// way, the outcome of it by the fault's name.
export const dialects = [
  { name: 'anthropic', wallName: 'anthropic', path: '/anthropic', key: 'ANTHROPIC_API_KEY',
    outcomes: { filter: 'refused' } }, // one word for both
  { name: 'openai', wallName: 'openai-responses', path: '/openai/v1', key: 'OPENAI_API_KEY' },
  { name: 'openai-chat', wallName: 'openai', path: '/openai/v1', key: 'OPENAI_API_KEY' },
  { name: 'gemini', wallName: 'gemini', path: '/gemini', key: 'TEAM_API_KEY',
    outcomes: { refusal: 'filtered' } }, // has no refusal of the model's own
  // Has no words for either.
  { name: 'ollama', wallName: 'ollama', path: '/ollama',
    outcomes: { filter: 'error', refusal: 'error' } },
].map((row) => ({ outcomes: {}, model: { ...model, provider: 'tested' }, ...row,
  provider: (wall) => ({ dialect: row.name, base_url: `${wall.url}${row.path}`,
    ...(row.key ? { api_key_env: row.key } : {}) }) }));

// Answers where the tested one does not: a vendor's own, from another queue.
export const secondOf = ({ wallName }) => (wallName === 'anthropic'
  ? { wallName: 'openai', provider: 'openai', model: 'gpt', title: 'GPT' }
  : { wallName: 'anthropic', provider: 'anthropic', model: 'claude', title: 'Claude' });

// A configuration in which the provider `tested` is asked first, with its model `tested-model`,
// and then the second one. `config` goes over it.
export const testing = (dialect, wall, config = {}) => ({
  providers: { ...wallProviders(wall), tested: dialect.provider(wall) },
  models: { 'tested-model': dialect.model },
  routes: [{ use: ['tested-model', secondOf(dialect).model], why: 'the tested one first' }],
  ...config,
});

import type { LanguageModel } from 'ai';
import type { ModelFile } from '../../workspace/models.ts';

/** The model at its provider. Loaded when the first agent asks, so that a start without models stays quick. */
export async function languageModel(file: ModelFile): Promise<LanguageModel> {
  const { provider, model, key, address } = file;
  const at = address === '' ? {} : { baseURL: address };
  switch (provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic({ apiKey: key, ...at })(model);
    }
    case 'google': {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
      return createGoogleGenerativeAI({ apiKey: key, ...at })(model);
    }
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI({ apiKey: key, ...at }).responses(model);
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const named = key === '' ? {} : { apiKey: key };
      return createOpenAICompatible({ name: file.name, baseURL: address, includeUsage: true, ...named })(
        model,
      );
    }
  }
}

import { layersTexts } from './texts/layers.tsx'

/**
 * What a person reads about a failure: a problem's own words, since the contract writes them for people, and
 * for anything else (no network, an answer that is none) one sentence of ours.
 */
export function errorMessage(error: Error): string {
  if (error.name === 'Problem') return error.message
  return layersTexts.failed
}

import topology from '../../../../models/digits/model.json?url';
import weights from '../../../../models/digits/weights.bin?url';
import type {ModelFiles} from '../../../storage/models.js';

/** Fetches the network that comes with the site. @throws Error where it is not there. */
export async function fetchShipped(): Promise<ModelFiles> {
  const [json, weightData] = await Promise.all([
    fetchFile(topology).then(response => response.json()),
    fetchFile(weights).then(response => response.arrayBuffer()),
  ]);
  const {modelTopology, weightsManifest, userDefinedMetadata} = json;
  return {modelTopology, weightSpecs: weightsManifest[0].weights, weightData, userDefinedMetadata};
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`Expected the network at ${response.url}, got status ${response.status}.`);
  return response;
}

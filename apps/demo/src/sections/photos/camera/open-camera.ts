/** The picture of a camera, or why there is none. */
export type Opened =
  | {readonly stream: MediaStream}
  | {readonly failure: 'none' | 'denied' | 'insecure' | 'busy'; readonly reason: string};

/** Asks for the camera, the one at the back of a phone. */
export async function openCamera(): Promise<Opened> {
  // Missing on pages that are not secure, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return {failure: 'insecure', reason: ''};
  try {
    return {stream: await devices.getUserMedia({video: {facingMode: 'environment'}})};
  } catch (error) {
    const {name, message} = error as Error;
    if (name === 'NotAllowedError') return {failure: 'denied', reason: message};
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return {failure: 'none', reason: message};
    return {failure: 'busy', reason: message};
  }
}

/** What a video shows now, as a JPEG. */
export async function shoot(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')!.drawImage(video, 0, 0);
  return canvas.convertToBlob({type: 'image/jpeg', quality: 0.95});
}

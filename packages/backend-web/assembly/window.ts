/** Sizes of a convolution or a pooling over NHWC images, as the caller writes them: 32-bit integers in this order. */
@unmanaged
export class Window {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  top: i32;
  left: i32;

  /** Size of the frame: the part of a padded image that the filter passes over. */
  get frameHeight(): i32 {
    return max(0, (this.outHeight - 1) * this.strideHeight + this.filterHeight);
  }
  get frameWidth(): i32 {
    return max(0, (this.outWidth - 1) * this.strideWidth + this.filterWidth);
  }
}

/** Copies an image `[height, width, channels]` into the middle of its frame. */
export function imageToFrame(w: Window, image: usize, frame: usize): void {
  copyCommon(w, image, frame, true);
}

/** Copies the middle of a frame out into its image; what the filter never saw stays as it is. */
export function frameToImage(w: Window, frame: usize, image: usize): void {
  copyCommon(w, image, frame, false);
}

function copyCommon(w: Window, image: usize, frame: usize, intoFrame: bool): void {
  const rows = min(w.frameHeight - w.top, w.height);
  const columns = min(w.frameWidth - w.left, w.width);
  if (columns <= 0) return;
  const pixel = (<usize>w.channels) << 2;
  for (let row = 0; row < rows; row++) {
    const inImage = image + <usize>(row * w.width) * pixel;
    const inFrame = frame + <usize>((row + w.top) * w.frameWidth + w.left) * pixel;
    if (intoFrame) memory.copy(inFrame, inImage, <usize>columns * pixel);
    else memory.copy(inImage, inFrame, <usize>columns * pixel);
  }
}

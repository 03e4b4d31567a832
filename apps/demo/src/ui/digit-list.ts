import type {Digit, Reading} from '../training/protocol.js';

/** Shows digits as pictures, and beneath each what the network takes it for. */
export class DigitList {
  readonly #items: {digit: Digit; item: HTMLLIElement; answer: HTMLElement}[];

  constructor(list: HTMLElement, digits: readonly Digit[]) {
    this.#items = digits.map(digit => {
      const item = document.createElement('li');
      const answer = document.createElement('span');
      answer.className = 'answer';
      item.append(picture(digit), answer);
      return {digit, item, answer};
    });
    list.replaceChildren(...this.#items.map(({item}) => item));
    this.clear();
  }

  /** Takes the answers away, for a new run. */
  clear(): void {
    for (const {digit, item, answer} of this.#items) {
      answer.textContent = '?';
      item.className = '';
      item.setAttribute('aria-label', `A ${digit.label}, not read yet`);
    }
  }

  /** Shows what the network takes each digit for. */
  show(readings: readonly Reading[]): void {
    for (const [i, {digit, item, answer}] of this.#items.entries()) {
      const {label, confidence} = readings[i]!;
      answer.textContent = String(label);
      item.className = label === digit.label ? 'right' : 'wrong';
      item.style.setProperty('--confidence', confidence.toFixed(3));
      item.setAttribute('aria-label', `A ${digit.label}, read as ${label}, ${Math.round(100 * confidence)} % sure`);
    }
  }
}

/** Ink in black on a clear ground; the style sheet turns it white where the page is dark. */
function picture({pixels}: Digit): HTMLCanvasElement {
  const size = Math.sqrt(pixels.length);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  canvas.setAttribute('aria-hidden', 'true');
  const image = new ImageData(size, size);
  for (const [i, ink] of pixels.entries()) image.data[4 * i + 3] = ink;
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}

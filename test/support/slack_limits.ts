/** What Slack refuses of blocks and modals (https://docs.slack.dev/reference/block-kit), as far as an app here may come near it. */

export interface Words {
  type: string;
  text: string;
}
export interface Element {
  type: string;
  action_id?: string;
  text?: Words | string;
  value?: string;
  url?: string;
  options?: { text: Words; value: string }[];
  initial_value?: string;
  initial_option?: { value: string };
  confirm?: Record<string, Words>;
}
export interface Block {
  type: string;
  block_id?: string;
  text?: Words;
  elements?: Element[];
  element?: Element;
  label?: Words;
}
export interface Modal {
  type: string;
  callback_id?: string;
  title: Words;
  submit?: Words;
  private_metadata?: string;
  blocks: Block[];
}

const BLOCKS_MAX = 50;
const MODAL_BLOCKS_MAX = 100;

/** What is wrong with the blocks of a message; undefined where nothing is. */
export function checkBlocks(blocks: Block[], most = BLOCKS_MAX): string | undefined {
  if (!Array.isArray(blocks) || blocks.length > most) return 'too many blocks';
  for (const block of blocks) {
    const wrong = checkBlock(block);
    if (wrong !== undefined) return wrong;
  }
  const ids = blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));
  return new Set(ids).size === ids.length ? undefined : 'block ids are not unique';
}

/** What is wrong with a modal. */
export function checkView(view: Modal): string | undefined {
  if (view.type !== 'modal') return 'not a modal';
  if (!between(view.title.text, 24)) return 'title';
  if (view.submit && !between(view.submit.text, 24)) return 'submit';
  if ((view.private_metadata?.length ?? 0) > 3_000) return 'private_metadata';
  const hasInput = view.blocks.some(({ type }) => type === 'input');
  if (hasInput && !view.submit) return 'an input needs a submit';
  return checkBlocks(view.blocks, MODAL_BLOCKS_MAX);
}

function checkBlock({ type, text, elements = [], element, label, block_id: id }: Block): string | undefined {
  if ((id?.length ?? 0) > 255) return 'block_id';
  switch (type) {
    case 'section':
      return text && between(text.text, 3_000) ? undefined : 'section text';
    case 'context':
      if (elements.length === 0 || elements.length > 10) return 'context elements';
      return elements.every((one) => typeof one.text === 'string' && between(one.text, 3_000))
        ? undefined
        : 'context text';
    case 'actions':
      if (elements.length === 0 || elements.length > 25) return 'actions elements';
      return elements.map(checkButton).find((wrong) => wrong !== undefined);
    case 'input':
      if (!label || !between(label.text, 2_000)) return 'label';
      return checkInput(element);
    default:
      return `block type ${type}`;
  }
}

function checkButton({ type, action_id: id, text, value, url, confirm }: Element): string | undefined {
  if (type !== 'button' || !between(id ?? '', 255)) return 'button';
  if (typeof text !== 'object' || text.type !== 'plain_text' || !between(text.text, 75)) return 'button text';
  if (value !== undefined && !between(value, 2_000)) return 'button value';
  if (url !== undefined && !between(url, 3_000)) return 'button url';
  if (!confirm) return undefined;
  const { title, text: says, confirm: yes, deny } = confirm;
  return between(title?.text ?? '', 100) &&
    between(says?.text ?? '', 300) &&
    between(yes?.text ?? '', 30) &&
    between(deny?.text ?? '', 30)
    ? undefined
    : 'confirm';
}

function checkInput(element: Element | undefined): string | undefined {
  if (!element || !between(element.action_id ?? '', 255)) return 'input element';
  if (element.type === 'plain_text_input')
    return (element.initial_value?.length ?? 0) <= 3_000 ? undefined : 'initial_value';
  if (element.type !== 'static_select') return `input ${element.type}`;
  const options = element.options ?? [];
  if (options.length === 0 || options.length > 100) return 'options';
  if (!options.every(({ text, value }) => between(text.text, 75) && between(value, 150))) return 'option';
  const chosen = element.initial_option;
  return !chosen || options.some(({ value }) => value === chosen.value) ? undefined : 'initial_option';
}

function between(text: string, most: number): boolean {
  return text.length > 0 && text.length <= most;
}

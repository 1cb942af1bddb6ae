import type { View } from '../../machines/view/view.ts';

/** A complete View with this `seq`. */
export function view(seq: number): View {
  return {
    bootId: 'boot-1',
    seq,
    screen: 'attract',
    controls: [],
    prompts: [],
    chrome: { language: 'zh-Hant', chosen: 'zh-Hant', station: '台北車站', machine: 'T001', hotlines: [], staffCalled: false },
    card: null,
    cash: null,
    money: null,
    returned: null,
    sameCard: null,
    claim: null,
    service: null,
    help: null,
    staff: null,
    deadline: null,
    slip: null,
    speech: [],
  };
}

import { post, whenSignedOut } from './api.svelte';
import { connect, disconnect } from './live.svelte';
import { parcels } from './parcels.svelte';
import { setReader } from './reader.svelte';
import { forget } from './shipments.svelte';
import { today } from './today.svelte';
import type { Account, Start } from './types';
import { firstLanguage, language, speak } from './words.svelte';

/** Who sits here. `unknown` until the server has said so. */
class Session {
  state = $state<'unknown' | Start['state']>('unknown');
  account = $state.raw<Account | null>(null);
  demo = $state(false);
  version = $state('');

  /** Takes over what the server says of who is signed in. */
  async begin(asked: Promise<Start>): Promise<void> {
    const start = await asked;
    this.demo = start.demo;
    this.version = start.version;
    if (start.account) await this.enter(start.account);
    else this.state = start.state;
  }

  async enter(account: Account): Promise<void> {
    await this.update(account);
    this.state = 'signed-in';
    connect();
  }

  /** Takes over what the account says of language and zone. */
  async update(account: Account): Promise<void> {
    this.account = account;
    setReader(account.language, account.zone);
    await speak(account.language);
  }

  async signOut(): Promise<void> {
    await post('/sign-out');
    await this.leave();
  }

  /** Nobody is signed in any more: nothing of the account stays behind. */
  async leave(): Promise<void> {
    disconnect();
    forget();
    today.forget();
    parcels.forget();
    this.account = null;
    this.state = 'sign-in';
    if ('caches' in window) await caches.delete('answers');
  }
}

export const session = new Session();

whenSignedOut(() => {
  if (session.state === 'signed-in') void session.leave();
});

/** Speaks the reader's language before anything is known about the account. */
export async function greet(): Promise<void> {
  await speak(firstLanguage());
  setReader(language(), undefined);
}

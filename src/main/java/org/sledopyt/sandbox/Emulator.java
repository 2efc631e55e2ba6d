package org.sledopyt.sandbox;

/** One carrier's side of the wire. Called by many threads at once. */
interface Emulator extends AutoCloseable {

    Answer answer(Asked asked);

    /** How this carrier refuses who asks. */
    Answer badLogin(Asked asked);

    /** How this carrier says that it is in trouble, in its own format. */
    Answer serviceError(Asked asked);

    @Override
    default void close() {}
}

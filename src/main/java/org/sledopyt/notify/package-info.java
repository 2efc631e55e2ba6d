/** Turns changes into notifications and sends them. One sub-package per channel. The steps T3 to T5. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.notify;

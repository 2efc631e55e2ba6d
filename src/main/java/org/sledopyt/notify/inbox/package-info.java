/** Notifications in the app itself. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.notify.inbox;

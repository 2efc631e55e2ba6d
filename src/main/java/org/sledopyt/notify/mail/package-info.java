/** Notifications as mails over SMTP. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.notify.mail;

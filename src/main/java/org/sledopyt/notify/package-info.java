/**
 * Turns changes into notifications and sends them. One sub-package per channel. The steps T3 ({@link org.sledopyt.notify.TellWatchers}),
 * T4 and T5 ({@link org.sledopyt.notify.Attempts}); what lies between T4 and T5 is {@link org.sledopyt.notify.SendNotifications}.
 */
@org.jspecify.annotations.NullMarked
package org.sledopyt.notify;

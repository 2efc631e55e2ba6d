/** Asks sources when due, takes their webhooks, keeps every raw answer. The steps T1 and T2. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.intake;

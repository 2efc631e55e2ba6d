/** The sentences of all parts, by language: one catalogue for the app, mail and bots. Knows no other package. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.text;

/** CDEK: the API for its contract clients, and its webhooks. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.cdek;

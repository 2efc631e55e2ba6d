/** The one store: an own PostgreSQL in the data folder or one given by address; buckets, ids, wake-ups between nodes. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.storage;

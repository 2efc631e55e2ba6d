/** DHL: one interface for its divisions. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.dhlunified;

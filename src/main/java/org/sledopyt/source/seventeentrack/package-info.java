/** UPS. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.seventeentrack;

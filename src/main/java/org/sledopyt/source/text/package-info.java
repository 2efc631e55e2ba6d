/** What people paste. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.text;

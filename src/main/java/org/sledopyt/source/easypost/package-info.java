/** EasyPost. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.easypost;

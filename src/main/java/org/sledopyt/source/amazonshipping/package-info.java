/** Amazon Shipping. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.amazonshipping;

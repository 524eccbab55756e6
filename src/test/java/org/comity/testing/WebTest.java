package org.comity.testing;

import org.comity.wall.Overseen;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;

/**
 * A test of the whole application over MockMvc, with the demonstration's people: sign in
 * as one of them with {@link org.comity.accounts.SignedInAs}. Tests that use it unchanged
 * share one context.
 */
@Overseen
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
public @interface WebTest {

}

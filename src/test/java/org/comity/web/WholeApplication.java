package org.comity.web;

import org.comity.wall.Overseen;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Import;

/**
 * The whole application with nothing put in the place of anything, on a port of its own
 * and behind MockMvc, with the case files of {@link CaseFiles}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "comity.demonstration.enabled=false")
@Overseen
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import({ CaseFiles.class, Wire.class })
@interface WholeApplication {

}

package org.comity.wall;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.aopalliance.intercept.MethodInvocation;
import org.comity.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a service that works in transactions is called with an {@link Actor}, the
 * database is asked in the name of that actor's office; where a method is
 * {@link InBackground}, as the background's role. It stands before the transaction
 * begins.
 */
@Component
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class StandpointAdvisor extends StaticMethodMatcherPointcutAdvisor {

	StandpointAdvisor(ObjectProvider<Standpoints> standpoints) {
		setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
		setAdvice((org.aopalliance.intercept.MethodInterceptor) (call) -> {
			Standpoint there = standpoint(call);
			return (there != null) ? standpoints.getObject().call(there, () -> proceed(call)) : call.proceed();
		});
	}

	private static @Nullable Object proceed(MethodInvocation call) throws Exception {
		try {
			return call.proceed();
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Standpoint standpoint(MethodInvocation call) {
		Object target = call.getThis();
		Method method = (target != null) ? AopUtils.getMostSpecificMethod(call.getMethod(), target.getClass())
				: call.getMethod();
		if (method.isAnnotationPresent(InBackground.class)) {
			return Standpoint.Background.BACKGROUND;
		}
		return Arrays.stream(call.getArguments())
			.filter(Actor.class::isInstance)
			.map((argument) -> new Standpoint.Of(((Actor) argument).office()))
			.findFirst()
			.orElse(null);
	}

	@Override
	public boolean matches(Method method, Class<?> type) {
		if (!type.getName().startsWith("org.comity.")) {
			return false;
		}
		Method there = AopUtils.getMostSpecificMethod(method, type);
		return there.isAnnotationPresent(InBackground.class)
				|| Arrays.asList(there.getParameterTypes()).contains(Actor.class) && transactional(type);
	}

	private static boolean transactional(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, Transactional.class)
				|| Arrays.stream(type.getDeclaredMethods())
					.anyMatch((method) -> AnnotatedElementUtils.hasAnnotation(method, Transactional.class));
	}

}

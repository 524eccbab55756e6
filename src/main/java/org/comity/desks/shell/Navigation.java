package org.comity.desks.shell;

import java.util.ArrayList;
import java.util.List;

import org.comity.desks.fragments.NavigationItem;
import org.comity.kernel.OfficeKind;

/**
 * Where a person of each kind of office can go. The first place is their home.
 */
final class Navigation {

	private Navigation() {
	}

	/**
	 * Returns the places of an office kind.
	 * @param kind the kind of the person's office
	 * @param path the path of the page they are on, without context path
	 */
	static List<NavigationItem> of(OfficeKind kind, String path) {
		List<NavigationItem> items = new ArrayList<>();
		switch (kind) {
			case ADMINISTRATION -> {
				items.add(item("/administrator/people", "navigation.people", path));
				items.add(item("/administrator/offices", "navigation.offices", path));
				items.add(item("/administrator/sign-ins", "navigation.sign-ins", path));
			}
			case OVERSIGHT -> {
				items.add(item("/requests", "layout.nav.requests", path));
				items.add(item("/audit", "navigation.audit", path));
			}
			case PROVIDER -> {
				items.add(item("/provider", "provider.navigation", path));
				items.add(item("/notices", "layout.nav.notices", path));
			}
			case INVESTIGATOR, PROSECUTOR, REQUESTING_AUTHORITY, REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> {
				items.add(item("/work", "layout.nav.work", path));
				items.add(item("/requests", "layout.nav.requests", path));
				if (kind == OfficeKind.EXECUTING_AUTHORITY) {
					items.add(item("/usao/overdue", "process.overdue.navigation", path));
				}
				items.add(item("/notices", "layout.nav.notices", path));
			}
		}
		items.add(item("/account", "layout.nav.account", path));
		return items;
	}

	static String home(OfficeKind kind) {
		return of(kind, "").get(0).href();
	}

	private static NavigationItem item(String href, String messageKey, String path) {
		return new NavigationItem(href, messageKey, path.equals(href) || path.startsWith(href + "/"));
	}

}

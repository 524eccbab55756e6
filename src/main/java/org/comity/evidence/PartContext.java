package org.comity.evidence;

import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

/**
 * What the guards of a part's moves may ask.
 *
 * @param part the part
 * @param actor who wants to move it
 * @param requestState the state of its request
 * @param holder the office that has it, or sent what is disputed
 * @param next the hop after this one on the way home, or null at the last
 * @param lastCheckDiffers whether the holder's last check since it came found a
 * difference
 * @param hasFiles whether it holds files
 * @param allMarked whether everything in it is marked to be withheld
 * @param beingFilled whether a part of the same process is being filled
 * @param ownLodging whether the actor lodged it, and the channel asks for another to
 * confirm it
 * @param stops every office it has come to, the provider's left out
 */
record PartContext(Part part, Actor actor, RequestState requestState, UUID holder, Requests.@Nullable HopOffice next,
		boolean lastCheckDiffers, boolean hasFiles, boolean allMarked, boolean beingFilled, boolean ownLodging,
		Set<UUID> stops) {

	boolean cameTo(UUID office) {
		return this.stops.contains(office);
	}

}

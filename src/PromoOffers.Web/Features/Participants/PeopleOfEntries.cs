using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The participant whom an audit entry is about, as this member of staff may see one.</summary>
/// <param name="OfferId">As in the offer's address.</param>
public sealed record PersonOfEntry(Person Person, string OfferId, string EntryId);

/// <summary>Reads whom audit entries are about.</summary>
public static class PeopleOfEntries
{
    /// <param name="whole">Whether names and addresses are shown unmasked.</param>
    /// <returns>By the participant's key.</returns>
    public static async Task<IReadOnlyDictionary<long, PersonOfEntry>> Of(
        PromoOffersDb db, IEnumerable<AuditEntry> entries, bool whole, CancellationToken cancel)
    {
        var ids = entries.Select(e => e.ParticipantId).OfType<long>().Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<long, PersonOfEntry>();
        var people = await (
            from person in db.Participants
            join offer in db.Offers on person.OfferId equals offer.Id
            where ids.Contains(person.Id)
            select new { person.Id, person.FirstName, person.LastName, person.Email, person.EntryId, Offer = offer.PublicId }).ToListAsync(cancel);
        return people.ToDictionary(p => p.Id, p => new PersonOfEntry(Person.Shown(p.FirstName, p.LastName, p.Email, whole), p.Offer, p.EntryId));
    }
}

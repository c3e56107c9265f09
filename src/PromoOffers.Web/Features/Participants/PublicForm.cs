using Microsoft.AspNetCore.Mvc.ModelBinding;
using PromoOffers.Data.Participants;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Participants;

/// <summary>What the public page asks, as it was typed.</summary>
public sealed class PublicForm
{
    public string? Email { get; set; }

    /// <summary>By name, as in <see cref="PersonField.Known"/>; what the offer does not ask for is not kept.</summary>
    public Dictionary<string, string?> Person { get; set; } = [];

    /// <summary>The box beside the consent text: ticked agrees, or refuses where the offer has people opt out.</summary>
    public bool Consent { get; set; }

    /// <summary>In a sweepstakes: old enough where the rules say so, and the rules accepted.</summary>
    public bool Accept { get; set; }

    /// <summary>Share token of the link that was followed.</summary>
    public string? R { get; set; }

    /// <summary>Nobody sees this field; whoever fills it in is a program.</summary>
    public string? Website { get; set; }

    public bool IsFilledByAProgram => !string.IsNullOrEmpty(Website);

    /// <summary>Notes beside its field what keeps the address from being one.</summary>
    /// <returns>Null where something does.</returns>
    public string? ReadAddress(ModelStateDictionary problems, Texts texts)
    {
        var address = EmailAddress.Read(Email);
        if (address is null) problems.AddModelError("Form.Email", texts[string.IsNullOrWhiteSpace(Email) ? "Shared.ErrorRequired" : "Shared.ErrorEmail"]);
        return address;
    }

    /// <summary>Notes beside its field what keeps this from being a sign-up.</summary>
    /// <returns>Null where something does.</returns>
    public SignUpRequest? Read(PublicOffer offer, ModelStateDictionary problems, Texts texts)
    {
        var address = ReadAddress(problems, texts);
        var fields = new Dictionary<string, string>();
        foreach (var field in offer.Fields)
        {
            var value = OneLine.Of(Person.GetValueOrDefault(field.Name));
            if (value.Length == 0 && field.Required) problems.AddModelError($"Form.Person[{field.Name}]", texts["Shared.ErrorRequired"]);
            if (value.Length > Participant.MaxNameLength) problems.AddModelError($"Form.Person[{field.Name}]", texts["Public.TooLong", Participant.MaxNameLength]);
            if (value.Length > 0) fields[field.Name] = value;
        }
        if (offer.Terms.Sweepstakes is { } draw) CheckDraw(draw, fields, problems, texts);
        return problems.IsValid ? new(offer.Id, address!, offer.Language, fields, Agrees(offer.Terms.Form.Consent), R) { AcceptsRules = Accept } : null;
    }

    /// <summary>Notes beside its field what the rules did not admit.</summary>
    public static void Refuse(EntryRule rule, ModelStateDictionary problems, Texts texts)
    {
        if (rule == EntryRule.Acceptance) problems.AddModelError("Form.Accept", texts["Draws.ErrorAccept"]);
        else problems.AddModelError("Form.Person[country]", texts["Draws.ErrorCountry"]);
    }

    private void CheckDraw(SweepstakesTerms draw, Dictionary<string, string> fields, ModelStateDictionary problems, Texts texts)
    {
        if (!Accept) Refuse(EntryRule.Acceptance, problems, texts);
        if (fields.TryGetValue("country", out var country) && !draw.Admits(country)) Refuse(EntryRule.Country, problems, texts);
    }

    private bool Agrees(ConsentKind kind) => kind switch
    {
        ConsentKind.None => false,
        ConsentKind.OptIn => Consent,
        ConsentKind.OptOut => !Consent,
    };
}

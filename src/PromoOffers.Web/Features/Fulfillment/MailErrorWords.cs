using System.Text.RegularExpressions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Fulfillment;

/// <summary>Why a mail was not sent, in the words of the reader; what a mail server answered stands as it came.</summary>
public static partial class MailErrorWords
{
    /// <param name="error">As the row of the mail has it.</param>
    public static string MailError(this Texts texts, string error)
    {
        var name = Kept(error);
        return texts.Has($"Fulfillment.Error{name}") ? texts[$"Fulfillment.Error{name}"] : error;
    }

    /// <summary>Earlier versions kept a sentence, or the class of an exception.</summary>
    private static string Kept(string error) => error switch
    {
        "The participant was erased." => MailErrors.Erased,
        "The code was replaced." => MailErrors.Replaced,
        "The prize was withdrawn." => MailErrors.Withdrawn,
        _ when ExceptionClass().Match(error) is { Success: true } found => MailFaults.Named(found.Groups[1].Value),
        _ => error,
    };

    [GeneratedRegex("^([A-Za-z]+Exception)(?::|$)")]
    private static partial Regex ExceptionClass();
}

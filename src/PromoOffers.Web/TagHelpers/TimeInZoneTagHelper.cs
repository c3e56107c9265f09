using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

public enum TimeParts { DateAndTime, Date, DayAndMonth, Time }

/// <summary><c>&lt;time-in-zone at="@utc" zone="Europe/Paris" show="Date" /&gt;</c>: an instant, as the clock of that zone tells it.</summary>
[HtmlTargetElement("time-in-zone", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeInZoneTagHelper : TagHelper
{
    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>IANA name.</summary>
    public string Zone { get; set; } = "Etc/UTC";
    public TimeParts Show { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", $"{Formats.DateAndTime(At, Zone)} ({Zone})");
        output.Content.SetContent(Show switch
        {
            TimeParts.DateAndTime => Formats.DateAndTime(At, Zone),
            TimeParts.Date => Formats.Date(At, Zone),
            TimeParts.DayAndMonth => Formats.DayAndMonth(At, Zone),
            TimeParts.Time => Formats.Time(At, Zone),
            _ => throw new InvalidOperationException($"There is no {Show} of an instant."),
        });
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using PromoOffers.Domain.Access;

namespace PromoOffers.Domain.Tests.Access;

public sealed class WebhookTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The example of the specification's own libraries.</summary>
    [Fact]
    public void A_message_is_signed_as_the_specification_says() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Fact]
    public void A_secret_of_ours_signs_with_its_bytes_and_is_never_the_same()
    {
        var secret = WebhookSecret.New();
        var key = Convert.FromBase64String(secret.Text["whsec_".Length..]);
        Assert.Equal(32, key.Length);
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("id.12.é"))), secret.Sign("id", 12, "é"));
        Assert.NotEqual(secret.Text, WebhookSecret.New().Text);
        Assert.Throws<FormatException>(() => WebhookSecret.Read("po_secret"));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.9.9.9"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255")]
    [InlineData("192.168.1.1"), InlineData("100.64.0.1"), InlineData("::1"), InlineData("fd00::1"), InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("64:ff9b::7f00:1")]
    public void An_address_of_the_own_network_is_reached_only_where_that_is_allowed(string address)
    {
        Assert.False(WebhookAddress.MayBeReached(IPAddress.Parse(address), allowPrivate: false));
        Assert.True(WebhookAddress.MayBeReached(IPAddress.Parse(address), allowPrivate: true));
    }

    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("169.254.169.254"), InlineData("224.0.0.1"), InlineData("239.1.1.1")]
    [InlineData("255.255.255.255"), InlineData("240.0.0.1"), InlineData("198.18.0.1"), InlineData("192.0.2.1"), InlineData("::")]
    [InlineData("fe80::1"), InlineData("fec0::1"), InlineData("ff02::1"), InlineData("::ffff:169.254.169.254"), InlineData("::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1"), InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2"), InlineData("2001:db8::1"), InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1"), InlineData("100::1")]
    public void What_is_nobodys_or_the_links_own_is_never_reached(string address)
    {
        Assert.False(WebhookAddress.MayBeReached(IPAddress.Parse(address), allowPrivate: false));
        Assert.False(WebhookAddress.MayBeReached(IPAddress.Parse(address), allowPrivate: true));
    }

    [Theory]
    [InlineData("93.184.216.34"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2606:4700::1111"), InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")]
    public void What_is_on_the_internet_is_reached(string address) =>
        Assert.True(WebhookAddress.MayBeReached(IPAddress.Parse(address), allowPrivate: false));

    [Theory]
    [InlineData("https://shop.example/hooks?k=1", null)]
    [InlineData("https://93.184.216.34:8443/", null)]
    [InlineData("http://shop.example/hooks", WebhookAddressProblem.NotHttps)]
    [InlineData("https://127.0.0.1/hooks", WebhookAddressProblem.Private)]
    [InlineData("https://2130706433/", WebhookAddressProblem.Private)]
    [InlineData("https://0x7f.1/", WebhookAddressProblem.Private)]
    [InlineData("https://[::1]/hooks", WebhookAddressProblem.Private)]
    [InlineData("https://[::ffff:10.0.0.1]/", WebhookAddressProblem.Private)]
    [InlineData("https://name:password@shop.example/", WebhookAddressProblem.NoAddress)]
    [InlineData("https://shop.example/#part", WebhookAddressProblem.NoAddress)]
    [InlineData("ftp://shop.example/", WebhookAddressProblem.NoAddress)]
    [InlineData("file:///etc/passwd", WebhookAddressProblem.NoAddress)]
    [InlineData("/hooks", WebhookAddressProblem.NoAddress)]
    [InlineData("shop.example", WebhookAddressProblem.NoAddress)]
    [InlineData("", WebhookAddressProblem.NoAddress)]
    public void An_address_is_looked_at_before_it_is_kept(string url, WebhookAddressProblem? problem) =>
        Assert.Equal(problem, WebhookAddress.ProblemOf(url, allowPrivate: false));

    [Fact]
    public void Where_it_is_allowed_the_own_network_is_reached_without_https_and_the_link_is_not()
    {
        Assert.Null(WebhookAddress.ProblemOf("http://localhost:8080/hooks", allowPrivate: true));
        Assert.Null(WebhookAddress.ProblemOf("http://10.0.0.5/hooks", allowPrivate: true));
        Assert.Equal(WebhookAddressProblem.Private, WebhookAddress.ProblemOf("http://169.254.169.254/latest/meta-data", allowPrivate: true));
    }

    [Fact]
    public void A_message_is_tried_ten_times_in_about_three_days()
    {
        var at = Now;
        var attempts = 1;
        for (; WebhookSchedule.Next(attempts, at) is { } next; attempts++)
        {
            Assert.True(next > at);
            at = next;
        }
        Assert.Equal(WebhookSchedule.MaxAttempts, attempts);
        Assert.InRange(at - Now, TimeSpan.FromDays(2.5), TimeSpan.FromDays(3.5));
    }

    [Fact]
    public void What_the_other_side_wishes_is_granted_up_to_a_day()
    {
        Assert.Equal(Now.AddMinutes(1), WebhookSchedule.Next(1, Now, Now.AddMinutes(1)));
        Assert.Equal(Now.AddSeconds(5), WebhookSchedule.Next(1, Now, Now.AddSeconds(1)));
        Assert.Equal(Now.AddDays(1), WebhookSchedule.Next(1, Now, Now.AddYears(1)));
        Assert.Null(WebhookSchedule.Next(WebhookSchedule.MaxAttempts, Now, Now.AddMinutes(1)));
    }

    [Fact]
    public void An_endpoint_is_told_what_it_chose_until_it_is_disabled()
    {
        var endpoint = new WebhookEndpoint("https://shop.example/", "closed", "Ann", Now);
        endpoint.Describe("https://shop.example/", "", [WebhookEvents.PoolLow, WebhookEvents.CodeSent, "anything"]);
        Assert.Equal("code.sent,pool.low", endpoint.EventNames);
        Assert.True(endpoint.IsTold(WebhookEvents.CodeSent));
        Assert.False(endpoint.IsTold("code"));
        endpoint.Disable(Now);
        Assert.False(endpoint.IsTold(WebhookEvents.CodeSent));
    }

    [Fact]
    public void What_is_on_its_way_is_not_sent_again()
    {
        var delivery = new WebhookDelivery(1, WebhookEvents.Test, "{}", Now);
        Assert.Throws<RuleBroken>(() => delivery.Redeliver(Now));
        delivery.Accept(204, Now);
        delivery.Redeliver(Now.AddHours(1));
        Assert.Equal((WebhookDeliveryState.Queued, 0, Now.AddHours(1)), (delivery.State, delivery.Attempts, delivery.NextAttemptAt));
    }
}

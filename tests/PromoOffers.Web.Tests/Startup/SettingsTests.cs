using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Tests.Startup;

public sealed class SettingsTests
{
    [Fact]
    public void Development_runs_on_a_file_that_nobody_had_to_name()
    {
        var options = Database("Development");
        Assert.Equal(DatabaseProvider.Sqlite, options.Provider);
        Assert.Contains(Path.Combine("data", "promooffers.db"), options.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_runs_on_SQL_Server() =>
        Assert.Equal(DatabaseProvider.SqlServer, Database("Production", ("ConnectionStrings:PromoOffers", "Server=db")).Provider);

    [Fact]
    public void Production_without_a_connection_string_does_not_fall_back_to_a_file() =>
        Assert.Contains("ConnectionStrings:PromoOffers", Refusal(() => Database("Production")), StringComparison.Ordinal);

    [Fact]
    public void Sqlite_in_Production_is_possible_where_it_is_said() =>
        Assert.Equal(DatabaseProvider.Sqlite, Database("Production", ("Database:Provider", "sqlite")).Provider);

    [Theory]
    [InlineData("Database:Provider", "Postgres")]
    [InlineData("Database:Provider", "1")]
    [InlineData("Database:OnlyWait", "perhaps")]
    public void A_wrong_setting_is_named_with_its_value(string key, string value)
    {
        var refusal = Refusal(() => Database("Development", (key, value)));
        Assert.Contains(key, refusal, StringComparison.Ordinal);
        Assert.Contains(value, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_does_not_start_without_its_public_address() =>
        Assert.Contains("PublicUrl", Validate("Production", null).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("offers.example.com")]
    [InlineData("ftp://offers.example.com")]
    [InlineData("https://offers.example.com/?x=1")]
    [InlineData("/offers")]
    public void A_public_address_is_a_web_address(string url) =>
        Assert.Contains("PublicUrl", Validate("Production", url).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://offers.example.com", "")]
    [InlineData("https://offers.example.com/", "")]
    [InlineData("https://www.example.com/offers/", "/offers")]
    public void The_path_of_the_public_address_is_the_path_base(string url, string pathBase)
    {
        Assert.True(Validate("Production", url).Succeeded);
        Assert.Equal(pathBase, new SiteOptions { PublicUrl = url }.PathBase.Value);
    }

    [Fact]
    public void Without_known_proxies_no_forwarded_header_is_read()
    {
        var headers = new ForwardedHeadersOptions();
        new ProxyOptions().Apply(headers);
        Assert.Equal(ForwardedHeaders.None, headers.ForwardedHeaders);
        Assert.Empty(headers.KnownProxies);
        Assert.Empty(headers.KnownIPNetworks);
    }

    [Fact]
    public void Proxies_are_known_by_address_or_network()
    {
        var headers = new ForwardedHeadersOptions();
        new ProxyOptions { Known = ["10.0.0.5", "10.1.0.0/16"] }.Apply(headers);
        Assert.Equal("10.0.0.5", Assert.Single(headers.KnownProxies).ToString());
        Assert.Equal("10.1.0.0/16", Assert.Single(headers.KnownIPNetworks).ToString());
        Assert.Contains("gateway", new ProxyOptionsAreAddresses().Validate(null, new ProxyOptions { Known = ["gateway"] }).FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("URLS", "http://+:5080", "http://127.0.0.1:5080/health/ready")]
    [InlineData("URLS", "https://+:5443;http://localhost:5081", "http://127.0.0.1:5081/health/ready")]
    [InlineData("HTTP_PORTS", "8081", "http://127.0.0.1:8081/health/ready")]
    [InlineData("OTHER", "", "http://127.0.0.1:8080/health/ready")]
    public void The_health_command_asks_where_the_server_listens(string key, string value, string address) =>
        Assert.Equal(address, Commands.Address(Configuration((key, value))).ToString());

    private static DatabaseOptions Database(string environment, params (string Key, string Value)[] settings) =>
        DatabaseOptions.From(Configuration(settings), new Named(environment));

    private static ValidateOptionsResult Validate(string environment, string? url) =>
        new SiteOptionsAreUsable(new Named(environment)).Validate(null, new SiteOptions { PublicUrl = url });

    private static string Refusal(Action act) => string.Join("; ", Assert.Throws<OptionsValidationException>(act).Failures);

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "PromoOffers";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}

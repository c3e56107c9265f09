using System.Diagnostics;
using PromoOffers.Testing.Draws;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Tests.Startup;

/// <summary>The program in a process of its own, as an operator starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("promooffers-program-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task In_Production_it_does_not_start_without_a_database_and_says_which_setting_is_missing()
    {
        var (code, _, error) = await Run([], ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.Equal(1, code);
        Assert.Contains("ConnectionStrings:PromoOffers", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_it_does_not_start_without_its_public_address_and_says_so()
    {
        var (code, _, error) = await Run([], ("ASPNETCORE_ENVIRONMENT", "Production"), ("Database__Provider", "Sqlite"), Database);
        Assert.Equal(1, code);
        Assert.Contains("PublicUrl", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_makes_the_database_and_ends()
    {
        var (code, output, _) = await Run([Commands.Migrate], ("ASPNETCORE_ENVIRONMENT", "Production"), ("Database__Provider", "Sqlite"), Database);
        Assert.Equal(0, code);
        Assert.Contains("up to date", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "program.db")));
    }

    [Fact]
    public async Task Health_fails_where_nobody_answers()
    {
        var (code, output, _) = await Run([Commands.Health], ("ASPNETCORE_URLS", "http://127.0.0.1:9"));
        Assert.Equal(1, code);
        Assert.Contains("Unreachable", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draw_is_verified_from_its_two_files_alone()
    {
        var draw = new SampleDraw();
        await File.WriteAllTextAsync(Path.Combine(folder, "certificate.json"), draw.Certificate);
        await File.WriteAllTextAsync(Path.Combine(folder, "list.txt"), draw.List);
        var (code, output, _) = await Run([VerifyDrawCommand.Name, "certificate.json", "list.txt"], ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.Contains("The draw holds", output, StringComparison.Ordinal);
        Assert.Equal(VerifyDrawCommand.Holds, code);
    }

    private (string, string) Database => ("ConnectionStrings__PromoOffers", $"Data Source={Path.Combine(folder, "program.db")}");

    private async Task<(int Code, string Output, string Error)> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PublicLinks).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, await output, await error);
    }
}

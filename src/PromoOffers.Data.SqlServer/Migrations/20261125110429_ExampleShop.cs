using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ExampleShop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ExampleShopKey",
                table: "Organization",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.UpdateData(
                table: "Organization",
                keyColumn: "Id",
                keyValue: 1,
                column: "ExampleShopKey",
                value: null);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ExampleShopKey",
                table: "Organization");
        }
    }
}
